package imap_test
import ("testing";"time";"fmt";"strings"
 gosmtp "github.com/emersion/go-smtp"
 "net"
 "handoffd/mail/imap")
func TestStress(t *testing.T){
 d:=newDovecot(t)
 for i:=range 400 {
  u:=fmt.Sprintf("u%d@acme.example",i)
  go func(){
   c,err:=net.Dial("tcp",d.LMTPAddr); if err!=nil{t.Error(err);return}
   l:=gosmtp.NewClientLMTP(c); defer l.Close()
   l.Hello("x")
   for k:=range 3 { if k>0 {time.Sleep(time.Duration(i%40)*3*time.Millisecond)}
    if err:=l.Mail("a@b.example",nil);err!=nil{t.Error(err)}
    if err:=l.Rcpt(u,nil);err!=nil{t.Error(err)}
    w,err:=l.Data(); if err!=nil{t.Error(err);return}
    strings.NewReader("Subject: x\r\n\r\nhi\r\n").WriteTo(w)
    w.Close()
   }
  }()
  c:=d.config(u); c.Interval=8*time.Second
  s:=imap.Open(c)
  n:=0; after:=imap.Cursor{}
  var log []string
  for n<3 {
    b,err:=s.Poll(t.Context(),after); must(t,err); n+=len(b.Mails); after=b.Cursor
    log=append(log,fmt.Sprint("poll ",len(b.Mails),b.More,b.Cursor.UID))
    if n<3&&!b.More { t0:=time.Now(); must(t,s.Wait(t.Context())); log=append(log,fmt.Sprint("wait ",time.Since(t0))); if time.Since(t0)>4*time.Second {t.Errorf("user %d slow: %v",i,log)} }
  }
  s.Close()
 }
}
